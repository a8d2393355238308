/// <reference types="vite/client" />

/** True in the build that also shows the gallery of components. */
declare const __GALLERY__: boolean
