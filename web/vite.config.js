// SPDX-License-Identifier: Apache-2.0
// Three files with fixed names, so that the program can carry them inside.
import { defineConfig } from 'vite';

export default defineConfig({
  base: './',
  build: {
    outDir: 'dist',
    modulePreload: { polyfill: false },
    cssCodeSplit: false,
    assetsInlineLimit: 0,
    rollupOptions: { output: { entryFileNames: 'app.js', assetFileNames: 'app.[ext]', inlineDynamicImports: true } },
  },
});
