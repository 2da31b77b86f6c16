// Package feed writes what an output may show for graphics systems that draw their own pictures:
// as JSON, XML, Atom, RSS and CSV that they fetch, and as files in a folder that they read.
//
//	display.Tables ──▶ Room ──▶ Page ──▶ Format ──▶ HTTP
//	                    │
//	                    └─────────────────▶ Drop ──▶ folder
//
// The tables have passed the gate of package display. Nothing here adds to them but when they
// were seen, so whoever encodes a page can tell nothing that is not public.
package feed
