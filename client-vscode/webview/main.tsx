/** Where the page of a panel starts. */

import { render } from "preact";
import { tell } from "./common/host.ts";
import { Page } from "./page.tsx";
import "./styles/page.css";
import "./styles/graph.css";
import "./styles/board.css";

addEventListener("error", ({ message }) => {
  tell({ type: "failed", reason: message });
});
addEventListener("unhandledrejection", ({ reason }) => {
  tell({ type: "failed", reason: String(reason) });
});

const place = document.getElementById("page");
if (place !== null) render(<Page />, place);
