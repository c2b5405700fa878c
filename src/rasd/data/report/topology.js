// Reads TopoJSON: arcs as steps between grid points, shapes as lists of arcs.

/** Arcs as lists of [lat, lon]. */
function unfolded({ arcs, transform }) {
  const [sx, sy] = transform.scale;
  const [tx, ty] = transform.translate;
  return arcs.map((arc) => {
    let x = 0;
    let y = 0;
    return arc.map(([dx, dy]) => {
      x += dx;
      y += dy;
      return [y * sy + ty, x * sx + tx];
    });
  });
}

/** A topology as shapes (`{ properties, polygons }`) and lines (`inner`, `border`). */
export function read(topology) {
  const arcs = unfolded(topology);
  const owners = arcs.map(() => []);
  const ring = (indices, geometry) => {
    const points = [];
    for (const index of indices) {
      const at = index < 0 ? ~index : index;
      owners[at].push(geometry);
      const arc = index < 0 ? [...arcs[at]].reverse() : arcs[at];
      points.push(...(points.length ? arc.slice(1) : arc));
    }
    return points;
  };
  const shapes = topology.geometries
    .filter((geometry) => geometry.arcs)
    .map((geometry) => {
      const parts = geometry.type === "Polygon" ? [geometry.arcs] : geometry.arcs;
      return {
        properties: geometry.properties || {},
        polygons: parts.map((polygon) => polygon.map((indices) => ring(indices, geometry))),
      };
    });
  const inner = [];
  const border = [];
  arcs.forEach((arc, n) => {
    const countries = new Set(owners[n].map((geometry) => (geometry.properties || {}).c));
    if (owners[n].length > 1) (countries.size > 1 ? border : inner).push(arc);
  });
  return { shapes, inner, border };
}

/** Whether a shape holds a point, counting crossings of its rings. */
export function holds(shape, lat, lon) {
  return shape.polygons.some((polygon) => {
    let inside = false;
    for (const points of polygon) {
      for (let i = 0, j = points.length - 1; i < points.length; j = i++) {
        const [yi, xi] = points[i];
        const [yj, xj] = points[j];
        if (yi > lat !== yj > lat && lon < ((xj - xi) * (lat - yi)) / (yj - yi) + xi) inside = !inside;
      }
    }
    return inside;
  });
}

/** A point to hang a label on: the middle of the largest ring's box. */
export function middle(shape) {
  let best = null;
  let most = -1;
  for (const [points] of shape.polygons) {
    let [south, west, north, east] = [90, 180, -90, -180];
    for (const [lat, lon] of points) {
      south = Math.min(south, lat); north = Math.max(north, lat);
      west = Math.min(west, lon); east = Math.max(east, lon);
    }
    const size = (north - south) * (east - west);
    if (size > most) {
      most = size;
      best = { lat: (north + south) / 2, lon: (east + west) / 2, width: east - west, size };
    }
  }
  return best;
}
