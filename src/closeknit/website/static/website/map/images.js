// The signs of the map, drawn when they are first needed, in the page's own colours.

const RATIO = 2;

function draw(width, height, paint) {
  const canvas = document.createElement("canvas");
  canvas.width = width * RATIO;
  canvas.height = height * RATIO;
  const pen = canvas.getContext("2d");
  pen.scale(RATIO, RATIO);
  paint(pen);
  return [pen.getImageData(0, 0, canvas.width, canvas.height), { pixelRatio: RATIO }];
}

function circle(pen, middle, radius) {
  pen.beginPath();
  pen.arc(middle, middle, radius, 0, 2 * Math.PI);
}

function pin(fill, edge, dot) {
  return draw(30, 38, (pen) => {
    pen.beginPath();
    pen.moveTo(15, 37);
    pen.bezierCurveTo(11, 29, 2, 23, 2, 15);
    pen.arc(15, 15, 13, Math.PI, 0);
    pen.bezierCurveTo(28, 23, 19, 29, 15, 37);
    pen.closePath();
    pen.fillStyle = fill;
    pen.fill();
    pen.lineWidth = 2;
    pen.strokeStyle = edge;
    pen.stroke();
    if (!dot) return;
    circle(pen, 15, 4.5);
    pen.fillStyle = edge;
    pen.fill();
  });
}

/** A disc; `around` adds the dashed ring of a rough place. */
function disc(size, fill, edge, around) {
  return draw(size, size, (pen) => {
    circle(pen, size / 2, around ? size / 2 - 9 : size / 2 - 2);
    pen.fillStyle = fill;
    pen.fill();
    pen.lineWidth = 2;
    pen.strokeStyle = edge;
    pen.stroke();
    if (!around) return;
    circle(pen, size / 2, size / 2 - 2);
    pen.setLineDash([5, 4]);
    pen.lineWidth = 2.5;
    pen.strokeStyle = around;
    pen.stroke();
  });
}

function hatch(colour) {
  return draw(10, 10, (pen) => {
    pen.strokeStyle = colour;
    pen.globalAlpha = 0.4;
    pen.lineWidth = 1;
    for (const shift of [-10, 0, 10]) {
      pen.beginPath();
      pen.moveTo(shift - 1, 11);
      pen.lineTo(shift + 11, -1);
      pen.stroke();
    }
  });
}

function diamond(fill, edge) {
  return draw(22, 22, (pen) => {
    pen.translate(11, 11);
    pen.rotate(Math.PI / 4);
    pen.fillStyle = fill;
    pen.fillRect(-6, -6, 12, 12);
    pen.lineWidth = 2;
    pen.strokeStyle = edge;
    pen.strokeRect(-6, -6, 12, 12);
  });
}

const SIGNS = {
  here: ({ text, surface }) => diamond(text, surface),
  pin: ({ pin: red, surface }) => pin(red, surface, true),
  ring: ({ pin: red, surface }) => disc(34, surface, red, red),
  stack: ({ cluster, surface }) => pin(cluster, surface),
  hatch: ({ pin: red }) => hatch(red),
  "numbered-exact": ({ pin: red, surface }) => pin(red, surface),
  "numbered-rough": ({ pin: red, surface }) => disc(42, surface, red, red),
  "numbered-area": ({ pin: red, surface }) => disc(27, surface, red),
  "pointed-exact": ({ focus, focusHalo }) => pin(focusHalo, focus),
  "pointed-rough": ({ focus, focusHalo }) => disc(42, focusHalo, focus, focus),
  "pointed-area": ({ focus, focusHalo }) => disc(27, focusHalo, focus),
};

/** The sign of this name, as `map.addImage` takes it: image, options. */
export function drawImage(name, colours) {
  const [kind, size] = name.split("-");
  return kind === "disc"
    ? disc(Number(size), colours.cluster, colours.surface)
    : SIGNS[name](colours);
}
