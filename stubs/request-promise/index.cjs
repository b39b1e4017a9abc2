'use strict';

module.exports = function request() {
  throw new Error('requests go through setRequestFn');
};
