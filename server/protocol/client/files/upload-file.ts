import { FILE_NAME_HEADER, type MessageFile, type Problem } from '#protocol'
import { UNREACHABLE, type UploadAnswer } from './attaching.ts'

/** Without a byte moving for so long, a connection is taken for dead. */
const STALLED_MS = 30_000

/** One request with the file as its body. Not `fetch`, which tells nobody how far it has come. */
export interface UploadRequest {
  url: string
  name: string
  headers: Record<string, string>
  blob: Blob
  /** With the cookies of the page's own origin. */
  credentials?: boolean
}

/** Rule 2 of files. A file that is cut or met a fault on the other side goes again unchanged; any other refusal is final. */
export async function uploadFile(
  request: UploadRequest,
  read: (value: unknown) => MessageFile,
  sent: (bytes: number) => void,
  stop: AbortSignal,
): Promise<UploadAnswer> {
  const answer = await put(request, sent, stop)
  const unreachable = { ok: false, code: UNREACHABLE } as const
  if (!answer) return unreachable
  try {
    if (answer.status < 300) return { ok: true, file: read(JSON.parse(answer.text)) }
    const { code, message, retryAfterMs } = JSON.parse(answer.text) as Partial<Problem>
    if (!code || answer.status >= 500 || code === 'file_cut') return unreachable
    return { ok: false, code, ...(message && { said: message }), ...(retryAfterMs && { retryAfterMs }) }
  } catch {
    return unreachable
  }
}

/** Null: no answer. */
function put(
  { url, name, headers, blob, credentials = false }: UploadRequest,
  sent: (bytes: number) => void,
  stop: AbortSignal,
): Promise<{ status: number; text: string } | null> {
  return new Promise((done) => {
    const request = new XMLHttpRequest()
    let timer: ReturnType<typeof setTimeout>
    const moved = () => {
      clearTimeout(timer)
      timer = setTimeout(() => request.abort(), STALLED_MS)
    }
    const end = () => request.abort()
    request.open('PUT', url)
    request.withCredentials = credentials
    request.setRequestHeader(FILE_NAME_HEADER, encodeURIComponent(name))
    // Else the browser says what it takes it for; the server looks for itself.
    request.setRequestHeader('content-type', 'application/octet-stream')
    for (const [field, value] of Object.entries(headers)) request.setRequestHeader(field, value)
    request.upload.onprogress = ({ loaded }) => {
      moved()
      sent(loaded)
    }
    request.onloadend = () => {
      clearTimeout(timer)
      stop.removeEventListener('abort', end)
      done(request.status === 0 ? null : { status: request.status, text: request.responseText })
    }
    stop.addEventListener('abort', end)
    if (stop.aborted) return done(null)
    moved()
    request.send(blob)
  })
}
