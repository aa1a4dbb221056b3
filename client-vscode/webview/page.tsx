/** The page of a panel: its tabs, how far the feature is, and the view that is chosen. */

import type { JSX } from "preact";
import { useEffect, useReducer, useRef } from "preact/hooks";
import type { View } from "../src/panel/messages.ts";
import type { Feature, SubtaskStep } from "../src/protocol.ts";
import { featureLabel } from "../src/tree/labels.ts";
import { BoardView } from "./board/board_view.tsx";
import { keep, keptState, listen, tell } from "./common/host.ts";
import { Icon } from "./common/icons.tsx";
import { changedPage, emptyPage } from "./common/page_model.ts";
import { useShortcuts } from "./common/use_shortcuts.ts";
import { GraphView } from "./graph/graph_view.tsx";
import { Help } from "./help.tsx";

const TABS: readonly { view: View; label: string; icon: string }[] = [
  { view: "graph", label: "Graph", icon: "type-hierarchy" },
  { view: "board", label: "Board", icon: "project" },
];

/** The whole page. */
export function Page(): JSX.Element {
  const [page, happen] = useReducer(changedPage, emptyPage(keptState()?.view ?? "graph"));
  const { view, feature, whereabouts, busy, announcement } = page;
  const help = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const end = listen(happen);
    tell({ type: "ready" });
    return end;
  }, []);
  useEffect(() => {
    if (feature !== undefined) keep({ uri: feature.uri, view });
  }, [feature?.uri, view]);
  useShortcuts({ "?": () => help.current?.showModal() });

  const takeStep = (subtask: string, step: SubtaskStep): void => {
    if (busy.has(subtask)) return;
    happen({ type: "stepAsked", subtask });
    tell({ type: "step", subtask, step });
  };
  if (whereabouts === "archived") return <ArchivedNotice />;
  if (whereabouts === "gone")
    return <p class="notice">This feature is not there any more. It may have been renamed or deleted.</p>;
  if (feature === undefined) return <p class="notice is-late">Waiting for Callsheet’s server…</p>;
  return (
    <>
      <header>
        <Tabs
          view={view}
          onChoose={(chosen) => {
            happen({ type: "view", view: chosen });
            tell({ type: "view", view: chosen });
          }}
        />
        <Progress feature={feature} />
        <button
          type="button"
          class="button is-quiet is-icon"
          title="Keys (?)"
          aria-label="Keys (?)"
          onClick={() => help.current?.showModal()}
        >
          <Icon name="question" />
        </button>
      </header>
      <div id="view" role="tabpanel" aria-labelledby={`tab-${view}`}>
        {feature.total === 0 ? (
          <p class="notice">This feature has no subtasks yet.</p>
        ) : view === "graph" ? (
          <GraphView feature={feature} onStep={takeStep} />
        ) : (
          <BoardView
            feature={feature}
            busy={busy}
            onStep={takeStep}
            onAnnounce={(text) => {
              happen({ type: "announce", text });
            }}
          />
        )}
      </div>
      <p class="announcement" role="status">
        {announcement}
      </p>
      <Help dialog={help} />
    </>
  );
}

/** Says that the feature is in the archive now, and leads there. */
function ArchivedNotice(): JSX.Element {
  return (
    <div class="notice">
      <p>This feature is in the archive now.</p>
      <button
        type="button"
        class="button"
        onClick={() => {
          tell({ type: "openArchived" });
        }}
      >
        Open It There
      </button>
    </div>
  );
}

/** The tabs, between which the arrow keys lead. */
function Tabs({ view, onChoose }: { view: View; onChoose: (view: View) => void }): JSX.Element {
  return (
    <div
      class="tabs"
      role="tablist"
      onKeyDown={(event) => {
        if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
        const other = view === "graph" ? "board" : "graph";
        onChoose(other);
        document.getElementById(`tab-${other}`)?.focus();
      }}
    >
      {TABS.map((tab) => (
        <button
          key={tab.view}
          id={`tab-${tab.view}`}
          type="button"
          role="tab"
          aria-selected={tab.view === view}
          aria-controls="view"
          tabIndex={tab.view === view ? 0 : -1}
          onClick={() => {
            onChoose(tab.view);
          }}
        >
          <Icon name={tab.icon} /> {tab.label}
        </button>
      ))}
    </div>
  );
}

/** The feature's name and how far it is. */
function Progress({ feature }: { feature: Feature }): JSX.Element {
  const { completed, total } = feature;
  return (
    <div class="progress">
      <h1 title={feature.objective ?? ""}>{featureLabel(feature)}</h1>
      <progress value={completed} max={Math.max(1, total)} aria-label="Completed" />
      <span class="progress-figures">
        {completed} of {total} completed
      </span>
    </div>
  );
}
