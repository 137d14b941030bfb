// Pin, ring and hatch, drawn once in the page's own colours.

const RATIO = 2;

function draw(width, height, paint) {
  const canvas = document.createElement("canvas");
  canvas.width = width * RATIO;
  canvas.height = height * RATIO;
  const pen = canvas.getContext("2d");
  pen.scale(RATIO, RATIO);
  paint(pen);
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

function pin(pen, fill, edge, dot) {
  pen.beginPath();
  pen.moveTo(14, 35);
  pen.bezierCurveTo(10, 27, 2, 22, 2, 14);
  pen.arc(14, 14, 12, Math.PI, 0);
  pen.bezierCurveTo(26, 22, 18, 27, 14, 35);
  pen.closePath();
  pen.fillStyle = fill;
  pen.fill();
  pen.lineWidth = 2;
  pen.strokeStyle = edge;
  pen.stroke();
  if (dot) {
    pen.beginPath();
    pen.arc(14, 14, 4.5, 0, 2 * Math.PI);
    pen.fillStyle = edge;
    pen.fill();
  }
}

function ring(pen, colour, inside) {
  pen.beginPath();
  pen.arc(17, 17, 15, 0, 2 * Math.PI);
  pen.setLineDash([5, 4]);
  pen.lineWidth = 2.5;
  pen.strokeStyle = colour;
  pen.stroke();
  pen.setLineDash([]);
  pen.beginPath();
  pen.arc(17, 17, 7, 0, 2 * Math.PI);
  pen.fillStyle = inside;
  pen.fill();
  pen.stroke();
}

function hatch(pen, colour) {
  pen.strokeStyle = colour;
  pen.globalAlpha = 0.55;
  pen.lineWidth = 1.2;
  for (const shift of [-12, 0, 12]) {
    pen.beginPath();
    pen.moveTo(shift, 12);
    pen.lineTo(shift + 12, 0);
    pen.stroke();
  }
}

/** Puts the pictures the style names onto the map. */
export function addImages(map, colours) {
  const images = {
    pin: draw(28, 36, (pen) => pin(pen, colours.pin, colours.surface, true)),
    numbered: draw(28, 36, (pen) => pin(pen, colours.pin, colours.surface, false)),
    "numbered-ring": draw(34, 34, (pen) => ring(pen, colours.pin, colours.surface)),
    ring: draw(34, 34, (pen) => ring(pen, colours.pin, colours.surface)),
    hatch: draw(12, 12, (pen) => hatch(pen, colours.pin)),
  };
  for (const [name, image] of Object.entries(images)) {
    if (!map.hasImage(name)) {
      map.addImage(name, image, { pixelRatio: RATIO });
    }
  }
}
