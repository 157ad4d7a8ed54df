// What is kept in the browser. Where a browser forbids that, it is kept until the page goes.

/** A few values under one prefix. `area` gives localStorage or sessionStorage, or throws. */
export class Shelf {
  constructor(area, prefix) {
    this.area = area;
    this.prefix = prefix;
    this.memory = new Map();
  }

  get(name) {
    return this.read(name) ?? this.memory.get(name) ?? null;
  }

  set(name, value) {
    this.memory.set(name, value);
    this.tried(() => this.area().setItem(this.key(name), JSON.stringify(value)));
  }

  remove(name) {
    this.memory.delete(name);
    this.tried(() => this.area().removeItem(this.key(name)));
  }

  key(name) {
    return `${this.prefix}:${name}`;
  }

  read(name) {
    return this.tried(() => JSON.parse(this.area().getItem(this.key(name))));
  }

  /** Storage that is blocked, full or garbled is as good as none: the memory serves until the page goes. */
  tried(action) {
    try {
      return action();
    } catch {
      return null;
    }
  }
}
