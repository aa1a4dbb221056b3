/** In which group of editors a file opens from a panel. */

/**
 * The group that a file opens in so that the panel stays in sight: the next one on its right, else on its left.
 *
 * @param panel the group of the panel, as VS Code counts them: from 1, from the left to the right
 * @param groups all groups in that order
 * @returns undefined where there is no other group
 */
export function otherColumn<Column extends number>(panel: Column, groups: readonly Column[]): Column | undefined {
  return groups.find((column) => column > panel) ?? groups.findLast((column) => column < panel);
}
