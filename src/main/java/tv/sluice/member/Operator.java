package tv.sluice.member;

/** Whoever runs the installation: a person, or a program with an API key of the installation. */
record Operator(String id, String name) {}
