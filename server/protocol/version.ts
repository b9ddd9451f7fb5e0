/** Sent in every handshake (`auth.protocol`). The server accepts this one and the one before: embedded widgets are cached for days. */
export const PROTOCOL_VERSION = 1
export const LIVE_PATH = '/api/live'
export const VISITOR_NAMESPACE = '/visitor'
export const DESK_NAMESPACE = '/desk'
/** Bytes of UTF-8 in one message. */
export const MESSAGE_LIMIT_BYTES = 64 * 1024
export const ACK_TIMEOUT_MS = 8_000
