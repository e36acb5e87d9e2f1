// Which points a drawn line encloses. Pure.

export type Point = [number, number];

/** Whether a point lies inside a closed line, by the even-odd rule. */
export function inside([x, y]: Point, line: Point[]): boolean {
  let odd = false;
  for (let i = 0, j = line.length - 1; i < line.length; j = i++) {
    const [ax, ay] = line[i]!;
    const [bx, by] = line[j]!;
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) odd = !odd;
  }
  return odd;
}
