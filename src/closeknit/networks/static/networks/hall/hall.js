// The page of a table, the desk or a telephone in the hall.
import "./hall-page.js";
import "./place-sketch.js";
