package org.setol.spectra.freeprob;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Arrays;
import org.setol.spectra.kernels.DoubleDoubles;

/**
 * Free cumulants in whole numbers. For whole x_i the moments of n x_i, m_k n^k = n^(k-1) sum x_i^k, are whole, and so are
 * the cumulants that follow from them by the recursion; dividing kappa_k by n^k is left to the last.
 */
final class ExactCumulants {

    private static final MathContext DIGITS = new MathContext(60);

    private ExactCumulants() {}

    /** kappa_1 to kappa_order, at index 0 on. */
    static BigDecimal[] of(long[] values, int order) {
        BigInteger n = BigInteger.valueOf(values.length);
        BigInteger[] moments = new BigInteger[order + 1];
        moments[0] = BigInteger.ONE;
        for (int k = 1; k <= order; k++) {
            BigInteger sum = BigInteger.ZERO;
            for (long x : values) {
                sum = sum.add(BigInteger.valueOf(x).pow(k));
            }
            moments[k] = sum.multiply(n.pow(k - 1));
        }
        BigInteger[] kappa = ofMoments(moments);
        BigDecimal[] result = new BigDecimal[order];
        for (int k = 1; k <= order; k++) {
            result[k - 1] = new BigDecimal(kappa[k]).divide(new BigDecimal(n.pow(k)), DIGITS);
        }
        return result;
    }

    /** m_n = sum_s kappa_s sum over i_1 + ... + i_s = n - s of m_(i_1) ... m_(i_s), solved for kappa_n. */
    static BigInteger[] ofMoments(BigInteger[] m) {
        BigInteger[] kappa = new BigInteger[m.length];
        kappa[0] = BigInteger.ONE;
        for (int n = 1; n < m.length; n++) {
            kappa[n] = m[n];
            for (int s = 1; s < n; s++) {
                kappa[n] = kappa[n].subtract(kappa[s].multiply(compositions(m, s, n - s)));
            }
        }
        return kappa;
    }

    /** Coefficient of z^total in M(z)^factors, by repeated squaring of polynomials. */
    private static BigInteger compositions(BigInteger[] m, int factors, int total) {
        BigInteger[] result = new BigInteger[total + 1];
        Arrays.fill(result, BigInteger.ZERO);
        result[0] = BigInteger.ONE;
        BigInteger[] square = Arrays.copyOf(m, total + 1);
        for (int bits = factors; bits > 0; bits >>= 1) {
            if ((bits & 1) == 1) {
                result = product(result, square);
            }
            square = product(square, square);
        }
        return result[total];
    }

    private static BigInteger[] product(BigInteger[] a, BigInteger[] b) {
        BigInteger[] product = new BigInteger[a.length];
        Arrays.fill(product, BigInteger.ZERO);
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; i + j < a.length; j++) {
                product[i + j] = product[i + j].add(a[i].multiply(b[j]));
            }
        }
        return product;
    }

    /** Number k times 2^exponent, exactly. */
    static BigDecimal exact(DoubleDoubles numbers, int k, int exponent) {
        BigDecimal sum = new BigDecimal(numbers.high()[k]).add(new BigDecimal(numbers.low()[k]));
        BigDecimal scale = new BigDecimal(BigInteger.TWO.pow(Math.abs(exponent)));
        return exponent >= 0 ? sum.multiply(scale) : sum.divide(scale, new MathContext(400));
    }
}
