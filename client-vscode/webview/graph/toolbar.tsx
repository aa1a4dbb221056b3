/** The buttons above the graph: zoom and export. */

import type { JSX } from "preact";
import type { ImageFormat } from "../../src/panel/messages.ts";
import { Icon } from "../common/icons.tsx";
import type { Zoom } from "./use_zoom.ts";

/** What the buttons do. */
export interface ToolbarProps {
  zoom: Zoom;
  onExport: (format: ImageFormat) => void;
}

/** Buttons for zoom and export. */
export function Toolbar({ zoom, onExport }: ToolbarProps): JSX.Element {
  return (
    <div class="toolbar" role="toolbar" aria-label="Graph">
      <IconButton
        icon="remove"
        label="Zoom out (-)"
        onClick={() => {
          zoom.step(-1);
        }}
      />
      <button type="button" class="button is-quiet zoom-level" title="Zoom to 100 % (0)" onClick={zoom.reset}>
        {Math.round(zoom.scale * 100)} %
      </button>
      <IconButton
        icon="add"
        label="Zoom in (+)"
        onClick={() => {
          zoom.step(1);
        }}
      />
      <IconButton icon="screen-full" label="Show all of the graph (f)" onClick={zoom.fit} />
      <span class="toolbar-gap" />
      {(["svg", "png"] as const).map((format) => (
        <button
          key={format}
          type="button"
          class="button is-quiet"
          title={`Export the graph as ${format.toUpperCase()}`}
          onClick={() => {
            onExport(format);
          }}
        >
          <Icon name="desktop-download" /> {format.toUpperCase()}
        </button>
      ))}
    </div>
  );
}

function IconButton({ icon, label, onClick }: { icon: string; label: string; onClick: () => void }): JSX.Element {
  return (
    <button type="button" class="button is-quiet is-icon" title={label} aria-label={label} onClick={onClick}>
      <Icon name={icon} />
    </button>
  );
}
