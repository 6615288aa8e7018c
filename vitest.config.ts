import { defineConfig } from 'vitest/config';
export default defineConfig({ define: { ASC_FEATURE_SIMD: 'false' } });
