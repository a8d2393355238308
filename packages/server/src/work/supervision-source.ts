import { z } from '@hono/zod-openapi'
import { type ClueColour, exportWords, targetStates, taskStates } from '@zhucan/catalogue'
