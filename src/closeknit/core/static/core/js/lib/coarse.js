// Where somebody is, only as closely as a search needs it: the middle of a square of a hundredth
// of a degree (about a kilometre). The exact place never leaves the browser.
const STEP = 0.01;

const middle = (degrees) => ((Math.floor(degrees / STEP) + 0.5) * STEP).toFixed(3);

export const coarse = ({ latitude, longitude }) => `${middle(latitude)},${middle(longitude)}`;
