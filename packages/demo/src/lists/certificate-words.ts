import type { Category, Level } from '@zhucan/kernel'

/** How categories are written in registers and payment lists. */
export const CATEGORY_WORDS: Readonly<Record<Category, string>> = {
  vision: '视力残疾',
  hearing: '听力残疾',
  speech: '言语残疾',
  physical: '肢体残疾',
  intellectual: '智力残疾',
  mental: '精神残疾',
  multiple: '多重残疾',
}

/** How levels are written. */
export const LEVEL_WORDS: Readonly<Record<Level, string>> = { 1: '一级', 2: '二级', 3: '三级', 4: '四级' }
