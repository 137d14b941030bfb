// The board and the screen come alive: each part asks for itself again; notes can be dragged as well as chosen.
import "./live-part.js";
import "./sorting.js";
