#!/usr/bin/env node
import './preflight.mjs';
import { runBundle } from './run-bundle.mjs';

// The command line in a checkout.
await runBundle('cli.js');
