/** A sparse vector over dense scratch space: adding is an array access, clearing costs only what was touched. */
export class SparseSum {
  private values = new Float64Array(1024)
  private touched = new Int32Array(1024)
  private count = 0

  reserve(size: number): void {
    if (size <= this.values.length) return
    this.values = new Float64Array(size * 2)
    this.touched = new Int32Array(size * 2)
    this.count = 0
  }

  /** True when the key was empty before. Values must be positive to count. */
  add(key: number, value: number): boolean {
    if (value === 0) return false
    const fresh = this.values[key] === 0
    if (fresh) this.touched[this.count++] = key
    this.values[key]! += value
    return fresh
  }

  squares(): number {
    let sum = 0
    for (let i = 0; i < this.count; i++) sum += this.values[this.touched[i]!]! ** 2
    return sum
  }

  /** Adds `scale` times this to another and empties this. */
  moveTo(other: SparseSum, scale: number): void {
    for (let i = 0; i < this.count; i++) {
      const key = this.touched[i]!
      other.add(key, this.values[key]! * scale)
      this.values[key] = 0
    }
    this.count = 0
  }

  clear(): void {
    for (let i = 0; i < this.count; i++) this.values[this.touched[i]!] = 0
    this.count = 0
  }
}
