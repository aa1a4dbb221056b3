/** The graph itself: columns, edges and nodes as SVG. Colours and lines come from the style sheet. */

import type { JSX } from "preact";
import type { Feature, Subtask } from "../../src/protocol.ts";
import type { Layout, PlacedNode } from "./layout.ts";
import { GhostNode, SubtaskNode } from "./node.tsx";

/** What a drawing needs. */
export interface DrawingProps {
  feature: Feature;
  layout: Layout;
  /** The titles in lines, by the keys of the subtasks. */
  titles: ReadonlyMap<string, string[]>;
  /** The keys of the nodes that stand out; undefined where all do. */
  lit?: ReadonlySet<string> | undefined;
  /** The key of the node that the tab key leads to. */
  current?: string | undefined;
}

/** All of the graph below the headings of its columns. */
export function Drawing({ feature, layout, titles, lit, current }: DrawingProps): JSX.Element {
  const subtasks = new Map(feature.subtasks.map((each) => [each.subtask, each]));
  const critical = new Set(feature.critical_path);
  return (
    <g class={lit === undefined ? "" : "has-lit"}>
      {layout.columns.map(({ x, width, kind }) => (
        <rect key={x} class={`column is-${kind}`} x={x - 12} y={0} width={width + 24} height={layout.height} rx={8} />
      ))}
      <Lines layout={layout} lit={lit} />
      {Array.from(layout.nodes.values(), (node) => (
        <Node
          key={node.key}
          node={node}
          subtask={subtasks.get(node.key)}
          lines={titles.get(node.key) ?? []}
          isCritical={critical.has(node.key)}
          isLit={lit?.has(node.key) ?? false}
          isCurrent={node.key === current}
        />
      ))}
    </g>
  );
}

/** Edges, and the lines between nodes that are in each other's way. */
function Lines({ layout, lit }: { layout: Layout; lit: ReadonlySet<string> | undefined }): JSX.Element {
  const style = (source: string, target: string): string =>
    lit !== undefined && lit.has(source) && lit.has(target) ? "is-lit" : "";
  return (
    <g aria-hidden="true">
      {layout.conflicts.map(({ source, target, path }) => (
        <path key={`${source} ${target}`} class={`conflict ${style(source, target)}`} d={path} />
      ))}
      {layout.edges.map(({ source, target, kind, path, head }) => (
        <g key={`${source} ${target}`} class={`edge is-${kind} ${style(source, target)}`}>
          <path class="line" d={path} />
          <path class="head" d={head} />
        </g>
      ))}
    </g>
  );
}

/** What each node needs, be there a subtask or not. */
export interface NodeProps {
  node: PlacedNode;
  lines: string[];
  isCritical: boolean;
  isLit: boolean;
  isCurrent: boolean;
}

function Node({ subtask, ...props }: NodeProps & { subtask: Subtask | undefined }): JSX.Element {
  return subtask === undefined ? <GhostNode {...props} /> : <SubtaskNode {...props} subtask={subtask} />;
}
