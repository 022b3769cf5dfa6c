package dev.tokenprotection.api.v1alpha1;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A count, or a share from 0% to 100% with at most three decimals. */
@JacksonAnnotationsInside
@Pattern(Formats.COUNT_OR_PERCENT)
@Size(min = 1, max = 9)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD})
@interface CountOrPercent {}
