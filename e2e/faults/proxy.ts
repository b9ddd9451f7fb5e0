import { createServer, type Server, type Socket, connect } from 'node:net'

const ANSWER_LOST_MS = 40
/** What ends a transaction on the way to PostgreSQL: the word itself, and the statement that is one. */
export const COMMITS = ['commit\0', 'chatPosts\0'] as const

/** A TCP link whose faults we choose: cut, silent (half-open), one way only, slow. */
export class FaultProxy {
  url = ''
  private readonly server: Server
  private readonly links = new Set<{ client: Socket; node: Socket; lost: boolean }>()
  private refusing = false
  private mute: { up: boolean; down: boolean } = { up: false, down: false }
  private delayMs = 0
  private losing: { requests: readonly string[]; times: number } = { requests: [], times: 0 }
  private readonly target: () => number | undefined

  /** `target` names the node's port for each new link. */
  constructor(target: () => number | undefined) {
    this.target = target
    this.server = createServer((client) => this.link(client))
  }
  listen(): Promise<void> {
    return new Promise((resolve) =>
      this.server.listen(0, '127.0.0.1', () => {
        this.url = `http://127.0.0.1:${(this.server.address() as { port: number }).port}`
        resolve()
      }),
    )
  }
  private link(client: Socket): void {
    client.on('error', () => {})
    const port = this.target()
    if (this.refusing || port === undefined) return void client.destroy()
    const node = connect(port, '127.0.0.1')
    const link = { client, node, lost: false }
    this.links.add(link)
    const end = () => {
      // A silent link hides the other end's farewell too.
      if (this.mute.up && this.mute.down) return
      client.destroy()
      node.destroy()
      this.links.delete(link)
    }
    node.on('error', end).on('close', end)
    client.on('close', end)
    const pass = (from: Socket, to: Socket, way: 'up' | 'down') =>
      from.on('data', (chunk) => {
        if (this.mute[way] || link.lost) return
        if (way === 'up' && this.losing.times > 0 && this.losing.requests.some((words) => chunk.includes(words))) {
          this.losing.times -= 1
          link.lost = true
          node.write(chunk)
          // Long enough for the other end to do what it was asked.
          setTimeout(end, ANSWER_LOST_MS)
          return
        }
        if (this.delayMs > 0) setTimeout(() => to.writable && to.write(chunk), this.delayMs)
        else if (!to.write(chunk)) {
          from.pause()
          to.once('drain', () => from.resume())
        }
      })
    pass(client, node, 'up')
    pass(node, client, 'down')
  }
  /** Ends all links and takes no new ones until `heal`. */
  cut(): void {
    this.refusing = true
    for (const { client, node } of this.links) {
      client.destroy()
      node.destroy()
    }
    this.links.clear()
  }
  /** Bytes vanish one way or both; the sockets stay open, as on a lost network. */
  silence(way: 'up' | 'down' | 'both'): void {
    this.mute = { up: way !== 'down', down: way !== 'up' }
  }
  /** The next `times` requests that hold any of these words arrive, and their answer does not: the link ends instead. */
  loseAnswersTo(requests: readonly string[], times: number): void {
    this.losing = { requests, times }
  }
  get answersToLose(): number {
    return this.losing.times
  }
  delay(ms: number): void {
    this.delayMs = ms
  }
  /** The node's bytes are no longer taken: a reader that does not read. */
  stall(): void {
    for (const { node } of this.links) node.pause()
  }
  heal(): void {
    const silent = this.mute.up || this.mute.down
    this.refusing = false
    this.mute = { up: false, down: false }
    this.delayMs = 0
    // What was swallowed is gone for good; a link that lost bytes in the middle of a frame can only end.
    if (silent) for (const { client, node } of this.links) client.destroy(), node.destroy()
    for (const { node } of this.links) node.resume()
  }
  get open(): number {
    return this.links.size
  }
  async close(): Promise<void> {
    this.cut()
    await new Promise((resolve) => this.server.close(resolve))
  }
}
