// @ts-check
// Wine 8 refuses the time of TCP keep-alive, and Node.js then does not connect at all. Connections of tests are short: they need none.
const { Socket } = require('node:net');

Socket.prototype.setKeepAlive = function () {
  return this;
};
