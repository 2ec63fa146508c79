// The path alias of tsconfig.json, in the form that dependency-cruiser reads.
const path = require("node:path");

module.exports = { resolve: { alias: { "@": path.resolve(__dirname, "../..") } } };
