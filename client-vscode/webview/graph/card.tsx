/** The card that tells more of a node: shown beside it while it is pointed at or has the keyboard. */

import type { ComponentChildren, JSX, RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Feature, Subtask, SubtaskStep } from "../../src/protocol.ts";
import { stateOfSubtask } from "../../src/tree/appearance.ts";
import { findingsInWords } from "../../src/tree/labels.ts";
import { capitalized, listed } from "../../src/tree/words.ts";
import { Icon, stateLook } from "../common/icons.tsx";
import { STEPS, possibleSteps } from "../common/steps.ts";
import type { Box } from "./placing.ts";
import { cardPlace } from "./placing.ts";

/** What a card needs. */
export interface CardProps {
  feature: Feature;
  subtask: Subtask;
  /** Where the node is, and what can be seen, in pixels from the upper left corner of what scrolls. */
  places: () => { node: Box; visible: Box } | undefined;
  /** Changes with every other place of the node. */
  scale: number;
  onStep: (step: SubtaskStep) => void;
  onEnter: () => void;
  onLeave: () => void;
}

/** A card with what a subtask is, what it waits for, what it delivers, and what can be done with it. */
export function Card({ feature, subtask, places, scale, onStep, onEnter, onLeave }: CardProps): JSX.Element {
  const element = useRef<HTMLDivElement>(null);
  usePlace(element, places, [subtask, scale]);
  const { icon, style } = stateLook(subtask);
  const unblocks = feature.subtasks.filter((each) => each.depends_on.includes(subtask.subtask));
  const facts = [
    capitalized(stateOfSubtask(subtask) === "unknown" ? `“${subtask.status ?? ""}”` : stateOfSubtask(subtask)),
  ];
  if (subtask.agent !== null) facts.push(subtask.agent);
  if (subtask.parallel) facts.push("parallel");
  if (feature.critical_path.includes(subtask.subtask)) facts.push("on the critical path");
  return (
    <div id="card" class="card" ref={element} role="tooltip" onPointerEnter={onEnter} onPointerLeave={onLeave}>
      <p class="card-title">
        <b>{subtask.subtask}</b> {subtask.title ?? ""}
      </p>
      <p class={`card-facts ${style}`}>
        <Icon name={icon} style="state" /> {facts.join(" · ")}
      </p>
      <Problems subtask={subtask} />
      <Section heading="Waits for">{titled(feature, subtask.waits_for)}</Section>
      <Section heading="Unblocks">
        {titled(
          feature,
          unblocks.map((each) => each.subtask),
        )}
      </Section>
      <Section heading="Delivers">
        {subtask.deliverables.map((each) => (
          <code key={each}>{each}</code>
        ))}
      </Section>
      {subtask.summary !== null && <p class="card-summary">{subtask.summary}</p>}
      <Steps subtask={subtask} onStep={onStep} />
    </div>
  );
}

/** What is wrong with a subtask. */
function Problems({ subtask }: { subtask: Subtask }): JSX.Element {
  const errors = [
    ...(subtask.in_cycle ? ["It waits for itself in the end."] : []),
    ...(subtask.missing.length > 0 ? [`It depends on ${listed(subtask.missing)}, which does not exist.`] : []),
    ...(subtask.unclear ? ["What it depends on is not clear."] : []),
  ];
  const conflicts =
    subtask.conflicts.length > 0 ? [`It writes what ${listed(subtask.conflicts)} of its batch writes.`] : [];
  const findings = findingsInWords(subtask);
  return (
    <>
      {errors.map((text) => (
        <Problem key={text} style="error" text={text} />
      ))}
      {conflicts.map((text) => (
        <Problem key={text} style="warning" text={text} />
      ))}
      {findings.length > 0 && (
        <Problem style={subtask.findings.error > 0 ? "error" : "warning"} text={`${listed(findings)} in its file`} />
      )}
    </>
  );
}

function Problem({ style, text }: { style: "error" | "warning"; text: string }): JSX.Element {
  return (
    <p class={`card-problem is-${style}`}>
      <Icon name={style} /> {text}
    </p>
  );
}

/** Entries under a heading; nothing where there are none. At most six are shown. */
function Section({ heading, children }: { heading: string; children: ComponentChildren[] }): JSX.Element | null {
  if (children.length === 0) return null;
  return (
    <dl class="card-section">
      <dt>{heading}</dt>
      {children.slice(0, 6).map((child, index) => (
        <dd key={index}>{child}</dd>
      ))}
      {children.length > 6 && <dd class="card-more">and {children.length - 6} more</dd>}
    </dl>
  );
}

/** Subtasks by their keys, with their titles and the icons of their states. */
function titled(feature: Feature, keys: readonly string[]): JSX.Element[] {
  return feature.subtasks
    .filter(({ subtask }) => keys.includes(subtask))
    .map((each) => {
      const { icon, style } = stateLook(each);
      return (
        <span key={each.subtask} class={`card-subtask ${style}`}>
          <Icon name={icon} style="state" /> {each.subtask} {each.title ?? ""}
        </span>
      );
    });
}

/** The steps that can be taken, each with its key. Tab goes from node to node, so these are for the pointer. */
function Steps({ subtask, onStep }: { subtask: Subtask; onStep: (step: SubtaskStep) => void }): JSX.Element | null {
  const steps = possibleSteps(subtask);
  if (steps.length === 0) return null;
  return (
    <div class="card-steps">
      {steps.map((step) => (
        <button
          key={step}
          type="button"
          class="button"
          tabIndex={-1}
          onClick={() => {
            onStep(step);
          }}
        >
          {STEPS[step].label} <kbd>{STEPS[step].key}</kbd>
        </button>
      ))}
    </div>
  );
}

/** Bring a card to its place, which depends on its size. */
function usePlace(element: RefObject<HTMLElement | null>, places: CardProps["places"], changes: unknown[]): void {
  useLayoutEffect(() => {
    const card = element.current;
    const found = places();
    if (card === null || found === undefined) return;
    const { left, top } = cardPlace(found.node, { width: card.offsetWidth, height: card.offsetHeight }, found.visible);
    card.style.left = `${left}px`;
    card.style.top = `${top}px`;
  }, changes);
}
