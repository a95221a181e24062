/** Tables as texts: records in bounded memory, how they are separated, and cells that no spreadsheet runs. All types are internal. */
package dev.viduroutes.csv;
