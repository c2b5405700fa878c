// Puts a list into the place of the one that is open, as its address has it.

export function show(address) {
  return window.htmx.ajax("GET", address, { target: "#listing", select: "#listing", swap: "outerMorph" });
}
