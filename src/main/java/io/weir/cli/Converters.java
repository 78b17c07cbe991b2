package io.weir.cli;

import io.weir.transaction.Nearest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Texts of the command line as values, with errors that say what is allowed. */
final class Converters {

    private static final int MAX_PORT = 65_535;

    private Converters() {}

    /** A day, such as 2018-07-31. */
    static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new TypeConversionException("'" + text + "' is not a day such as 2018-07-31");
        }
    }

    /** A moment, such as 2018-07-31T12:00:00Z. */
    static Instant moment(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new TypeConversionException("'" + text + "' is not a moment such as 2018-07-31T12:00:00Z");
        }
    }

    /** A constant by its name in lower case, with '-' between words. */
    static <E extends Enum<E>> E constant(Class<E> type, String text) {
        List<String> names = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            String name = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (name.equals(text.toLowerCase(Locale.ROOT))) {
                return constant;
            }
            names.add(name);
        }
        List<String> near = Nearest.to(text, names);
        throw new TypeConversionException("'" + text + "' is none of " + String.join(", ", names)
                + (near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?"));
    }

    /** A TCP port; 0 stands for a free one. */
    static final class Port implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            try {
                int port = Integer.parseInt(text);
                if (port >= 0 && port <= MAX_PORT) {
                    return port;
                }
            } catch (NumberFormatException e) {
                throw new TypeConversionException("'" + text + "' is not a port from 0 to " + MAX_PORT);
            }
            throw new TypeConversionException("'" + text + "' is not a port from 0 to " + MAX_PORT);
        }
    }

    /** A whole number from 0 up. */
    static final class Count implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            if (text.matches("\\d{1,9}")) {
                return Integer.valueOf(text);
            }
            throw new TypeConversionException("'" + text + "' is not a whole number from 0 up");
        }
    }

    /** A whole number from 1 up. */
    static final class Positive implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            if (text.matches("0*[1-9]\\d{0,8}")) {
                return Integer.valueOf(text);
            }
            throw new TypeConversionException("'" + text + "' is not a whole number from 1 up");
        }
    }

    /** Zero or more of something. */
    static final class NotNegative implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            try {
                double number = Double.parseDouble(text);
                if (number >= 0 && Double.isFinite(number)) {
                    return number;
                }
            } catch (NumberFormatException e) {
                throw new TypeConversionException("'" + text + "' is not a number from 0 up");
            }
            throw new TypeConversionException("'" + text + "' is not a number from 0 up");
        }
    }

    /** A base rate: there is always some fraud, and some that is none. */
    static final class Rate implements ITypeConverter<Double> {

        /** Beyond it somebody has meant per cent. */
        private static final double MOST = 0.5;

        @Override
        public Double convert(String text) {
            double rate;
            try {
                rate = Double.parseDouble(text);
            } catch (NumberFormatException e) {
                rate = Double.NaN;
            }
            if (rate > 0 && rate <= MOST) {
                return rate;
            }
            throw new TypeConversionException(
                    "'" + text + "' is not a share above 0, at most " + MOST + "; 0.8 % is 0.008");
        }
    }

    /** A share of fraud: there is always more that is honest. */
    static final class FraudShare implements ITypeConverter<Double> {

        private static final double MOST = 0.5;

        @Override
        public Double convert(String text) {
            double share;
            try {
                share = Double.parseDouble(text);
            } catch (NumberFormatException e) {
                share = Double.NaN;
            }
            if (share >= 0 && share <= MOST) {
                return share;
            }
            throw new TypeConversionException("'" + text + "' is not a number from 0 to " + MOST);
        }
    }
}
