using System.Text.Json;

namespace SampleService.Infrastructure;

/// <summary>Says in words what a value of a type looks like in the API.</summary>
internal static class Expected
{
    /// <summary>The words that complete "must be".</summary>
    public static string Of(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsEnum)
            return "one of " + string.Join(", ", Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName));
        return type == typeof(string) ? "a text"
            : type == typeof(bool) ? "true or false"
            : type == typeof(int) ? $"a whole number between {int.MinValue} and {int.MaxValue}"
            : type == typeof(long) ? $"a whole number between {long.MinValue} and {long.MaxValue}"
            : type == typeof(decimal) || type == typeof(double) ? "a number"
            : type == typeof(Guid) ? "an id"
            : type == typeof(DateOnly) ? "a date, as 2030-01-31"
            : type == typeof(TimeOnly) ? "a time, as 13:45:00"
            : type == typeof(DateTimeOffset) ? "an instant, as 2030-01-31T13:45:00Z"
            : type == typeof(byte[]) ? "bytes in Base64"
            : typeof(System.Collections.IEnumerable).IsAssignableFrom(type) ? "a list"
            : "an object";
    }
}
