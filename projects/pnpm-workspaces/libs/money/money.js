export const add = (a, b) => Math.round((a + b) * 100) / 100
