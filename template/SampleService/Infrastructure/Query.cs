using System.Globalization;
using System.Text.Json;

namespace SampleService.Infrastructure;

/// <summary>Says what a text of the query stands for, so that the served document shows its type.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class QueryOfAttribute(Type type) : Attribute
{
    /// <summary>The type of the value.</summary>
    public Type Type => type;
}

/// <summary>Reads values of the query in the API's notation. What can't be read is told by name, like any other wrong value.</summary>
public static class Query
{
    /// <summary>A number, truth, date, time or id; null when there is none, or when it can't be read.</summary>
    public static T? Read<T>(this Validation errors, string name, string? text)
        where T : struct, IParsable<T>
    {
        if (string.IsNullOrEmpty(text))
            return null;
        if (typeof(T) == typeof(DateTimeOffset))
            return DateTimeOffset.TryParse(
                text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out var at
            )
                ? (T)(object)at
                : Wrong<T>(errors, name);
        return T.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : Wrong<T>(errors, name);
    }

    /// <summary>One of the values of an enum; null when there is none, or when it is another.</summary>
    public static TEnum? Choose<TEnum>(this Validation errors, string name, string? text)
        where TEnum : struct, Enum
    {
        if (string.IsNullOrEmpty(text))
            return null;
        foreach (var value in Enum.GetValues<TEnum>())
        {
            if (text == JsonNamingPolicy.CamelCase.ConvertName(value.ToString()))
                return value;
        }

        errors.Add(name, "must be " + Expected.Of(typeof(TEnum)));
        return null;
    }

    private static T? Wrong<T>(Validation errors, string name)
        where T : struct
    {
        errors.Add(name, "must be " + Expected.Of(typeof(T)));
        return null;
    }
}
