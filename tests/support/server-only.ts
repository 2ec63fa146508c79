// Tests run outside of a server bundle; the marker has nothing to guard here.
export {};
