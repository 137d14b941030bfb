// How long to wait after so many failures in a row: twice as long each time, never all tablets at once.
const FIRST = 1500;
const LONGEST = 25_000;

export function pause(failures, random) {
  const most = Math.min(LONGEST, FIRST * 2 ** Math.max(0, failures - 1));
  return Math.round(most * (0.5 + random() / 2));
}
