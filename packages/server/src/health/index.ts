export { healthOperations } from './health.routes.ts'
export { serveMetrics } from './metrics.ts'
