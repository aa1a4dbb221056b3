/** Where the page of a panel starts. */

import { render } from "preact";
import { reportFailures } from "./common/failures.ts";
import { Page } from "./page.tsx";
import "./styles/page.css";
import "./styles/states.css";
import "./styles/controls.css";
import "./styles/header.css";
import "./styles/notice.css";
import "./styles/help.css";
import "./styles/graph.css";
import "./styles/node.css";
import "./styles/edge.css";
import "./styles/card.css";
import "./styles/toolbar.css";
import "./styles/board.css";

reportFailures();
const place = document.getElementById("page");
if (place !== null) render(<Page />, place);
