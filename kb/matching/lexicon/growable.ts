/** A typed array that grows by half; `data` is only valid up to `length`. */
export class GrowableInts {
  data: Int32Array
  length = 0
  constructor(capacity = 1024) {
    this.data = new Int32Array(capacity)
  }
  push(value: number): number {
    if (this.length === this.data.length) this.reserve(this.length + 1)
    this.data[this.length] = value
    return this.length++
  }
  reserve(capacity: number): void {
    if (capacity <= this.data.length) return
    const grown = new Int32Array(Math.max(capacity, this.data.length + (this.data.length >> 1) + 16))
    grown.set(this.data.subarray(0, this.length))
    this.data = grown
  }
}

/** As `GrowableInts`, for weights. */
export class GrowableFloats {
  data: Float32Array
  length = 0
  constructor(capacity = 1024) {
    this.data = new Float32Array(capacity)
  }
  push(value: number): number {
    if (this.length === this.data.length) {
      const grown = new Float32Array(this.data.length + (this.data.length >> 1) + 16)
      grown.set(this.data.subarray(0, this.length))
      this.data = grown
    }
    this.data[this.length] = value
    return this.length++
  }
}
