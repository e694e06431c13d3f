package org.trapline.takedown;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A time that a court or a registrar can mean: from 1970 until the end of the year 9999, the last of RFC 3339. */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = PlausibleTime.Validator.class)
public @interface PlausibleTime {

    String message() default "must be between the years 1970 and 9999";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** An absent time is plausible: whether it may be absent is another constraint's question. */
    class Validator implements ConstraintValidator<PlausibleTime, Instant> {

        private static final Instant END = Instant.parse("9999-12-31T23:59:59.999999999Z");

        @Override
        public boolean isValid(@Nullable Instant at, ConstraintValidatorContext context) {
            return at == null || !at.isBefore(Instant.EPOCH) && !at.isAfter(END);
        }
    }
}
