export * from './conversation.ts'
export * from './events.ts'
export * from './http.ts'
export * from './version.ts'
