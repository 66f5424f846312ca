package org.setol.laboratory.claims;

/**
 * A claim of the paper and what came out here.
 *
 * @param figure of the paper, {@code 14b}
 * @param text what it says, as it is tested
 * @param verdict by the rule that {@code text} states, decided by the numbers of {@code evidence}
 * @param evidence the numbers, or what is missing
 */
public record Claim(String figure, String text, Verdict verdict, String evidence) {}
