#!/usr/bin/env node
import './preflight.mjs';
import { runBundle } from './run-bundle.mjs';

// The team server in a checkout.
await runBundle('server.js');
