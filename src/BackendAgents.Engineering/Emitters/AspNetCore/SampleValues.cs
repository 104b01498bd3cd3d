using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Emitters.AspNetCore;

/// <summary>
/// Values for the delivered tests: valid for their field, and different from call to call where they must be. Each is a C# expression;
/// the counter is an expression, too (<c>n</c>).
/// </summary>
internal sealed class SampleValues(ServiceModel model)
{
    private static readonly (char Mark, string Characters)[] s_marks =
    [
        ('#', "0123456789"),
        ('^', "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        ('~', "abcdefghijklmnopqrstuvwxyz"),
    ];

    private static readonly string[] s_shapes =
    [
        "ABC-1234",
        "ABC-123",
        "AB-1234",
        "ABC1234",
        "AB1234",
        "AB123",
        "A123",
        "A1",
        "abc-def-1",
        "abc",
        "abc1",
        "ABC",
        "AB",
        "A",
        "a",
        "1",
        "12",
        "123",
        "1234",
        "12345",
        "123456",
        "1234567",
        "12345678",
        "123456789",
        "1234567890",
        "12345678901",
        "9780306406157",
        "+441632960001",
        "#336699",
        "EUR",
        "en-GB",
        "1.0.0",
        "SKU-12345",
        "INV-2026-0001",
        "ORD-000001",
        "WVWZZZ1JZXW000001",
        "KA-AB-123",
        "12-345",
        "A-101",
        "2026-01",
        "12:34",
        "00:1A:2B:3C:4D:5E",
        "DE89370400440532013000",
    ];

    /// <summary>Whether an entity's rows can be made in any number: nothing unique is bound to a handful of values.</summary>
    public static bool CanRepeat(Entity entity) =>
        entity.Fields.All(field =>
            !IsDistinct(entity, field)
            || field.Type is not (FieldType.Bool or FieldType.Enum)
                && (field.Pattern is null || Capacity(Shape(field)) >= 1_000)
                && !IsNarrow(field)
        );

    /// <summary>Expression of the row's type.</summary>
    public string Row(Field field, string n) =>
        field.Type switch
        {
            FieldType.Json => "\"{}\"",
            FieldType.Enum => $"{ServiceModel.Enum(model.Index.EnumById(field.Enum)!)}.{ServiceModel.Member(EnumValue(field))}",
            FieldType.Timestamp => $"DateTimeOffset.Parse({Wire(field, n)}, CultureInfo.InvariantCulture)",
            FieldType.Date => $"DateOnly.Parse({Wire(field, n)}, CultureInfo.InvariantCulture)",
            FieldType.Time => $"TimeOnly.Parse({Wire(field, n)}, CultureInfo.InvariantCulture)",
            FieldType.Uuid => "Guid.NewGuid()",
            FieldType.Binary => "[1, 2, 3]",
            _ => Wire(field, n),
        };

    /// <summary>Expression as a request carries it.</summary>
    public string Wire(Field field, string n)
    {
        var entity = model.Index.EntityOfField(field.Id)!;
        var distinct = IsDistinct(entity, field);
        switch (field.Type)
        {
            case FieldType.Email:
                return $"$\"person{{{n}}}@example.com\"";
            case FieldType.Url:
                return $"$\"https://example.com/{{{n}}}\"";
            case FieldType.Bool:
                return "true";
            case FieldType.Uuid:
                return "Guid.NewGuid().ToString()";
            case FieldType.Enum:
                return CSharp.Literal(EnumValue(field));
            case FieldType.Json:
                return "new Dictionary<string, int>()";
            case FieldType.Binary:
                return "Convert.ToBase64String([1, 2, 3])";
            case FieldType.Int or FieldType.Long or FieldType.Decimal or FieldType.Money or FieldType.Double:
                return Number(entity, field, distinct ? n : "0");
            case FieldType.Date:
                return $"Sample.Date({Order(entity, field)}, {(distinct ? n : "0")})";
            case FieldType.Time:
                return $"Sample.Time({Order(entity, field)})";
            case FieldType.Timestamp:
                return $"Sample.Instant({Order(entity, field)}, {(distinct ? n : "0")})";
            default:
                return Text(field, distinct, n);
        }
    }

    /// <summary>A value for a script: texts that must differ carry <paramref name="unique"/>.</summary>
    public JsonNode Json(Field field, string unique)
    {
        var entity = model.Index.EntityOfField(field.Id)!;
        switch (field.Type)
        {
            case FieldType.Email:
                return $"{unique}@example.com";
            case FieldType.Url:
                return $"https://example.com/{unique}";
            case FieldType.Bool:
                return true;
            case FieldType.Enum:
                return EnumValue(field);
            case FieldType.Json:
                return new JsonObject();
            case FieldType.Binary:
                return "AQID";
            case FieldType.Uuid:
                return "01900000-0000-7000-8000-000000000000";
            case FieldType.Date:
                return $"2030-01-{15 + Order(entity, field):00}";
            case FieldType.Time:
                return $"{9 + Order(entity, field):00}:00:00";
            case FieldType.Timestamp:
                return $"2030-01-15T{9 + Order(entity, field):00}:00:00Z";
            case FieldType.Int or FieldType.Long or FieldType.Decimal or FieldType.Money or FieldType.Double:
                return JsonNode.Parse(Number(entity, field, "0").Trim('(', ')').TrimEnd('L', 'm', 'd'))!;
            default:
                if (field.Pattern is not null)
                    return Fill(Shape(field), 7);
                var text = IsDistinct(entity, field) ? unique : Conventions.Phrase(field.Name);
                var most = field.MaxLength ?? 200;
                return (text.Length > most ? text[..most] : text).PadLeft(Math.Min(field.MinLength ?? 0, most), 'x');
        }
    }

    private static string Text(Field field, bool distinct, string n)
    {
        if (field.Pattern is not null)
            return $"Sample.Shape({CSharp.Literal(Shape(field))}, {(distinct ? n : "0")})";

        var most = field.MaxLength ?? 200;
        return $"Sample.Text({CSharp.Literal(Conventions.Phrase(field.Name))}, {(distinct ? n : "0")}, {Math.Min(field.MinLength ?? 1, most)}, {most})";
    }

    private static string Number(Entity entity, Field field, string n)
    {
        var least = field.Min ?? (field.Max is { } top && top < 10 ? top - 5 : 1);
        foreach (var check in entity.Checks.Where(check => check.Left == field.Id && check.Value is not null))
        {
            if (decimal.TryParse(check.Value, NumberStyles.Number, CultureInfo.InvariantCulture, out var bound))
                least =
                    check.Operator is Comparison.Greater ? Math.Max(least, bound + 1)
                    : check.Operator is Comparison.GreaterOrEqual or Comparison.Equal ? Math.Max(least, bound)
                    : Math.Min(least, bound - 1);
        }

        var order = Order(entity, field);
        var value = least + order;
        if (field.Max is { } max && value > max)
            value = max;
        var suffix = field.Type switch
        {
            FieldType.Long => "L",
            FieldType.Decimal or FieldType.Money => "m",
            FieldType.Double => "d",
            _ => "",
        };
        var number = field.Type is FieldType.Int or FieldType.Long ? decimal.Ceiling(value) : value;
        var room = field.Max is { } bound2 ? bound2 - number + 1 : 1_000_000;
        var step =
            n == "0" ? ""
            : room < 1_000_000 ? $" + ({n} % {Math.Max(1, (long)room)})"
            : $" + {n}";
        return $"({number.ToString(CultureInfo.InvariantCulture)}{suffix}{step})";
    }

    private string EnumValue(Field field) => field.Default ?? model.Index.EnumById(field.Enum)!.Values[0];

    // How far up a field stands among those it is compared with: what must be greater comes later.
    private static int Order(Entity entity, Field field)
    {
        var order = 0;
        foreach (var check in entity.Checks.Where(static check => check.Right is not null))
        {
            var greater = check.Operator is Comparison.Greater or Comparison.GreaterOrEqual ? check.Left : check.Right;
            if (check.Operator is not (Comparison.Equal or Comparison.NotEqual) && greater == field.Id)
                order++;
            if (check.Operator == Comparison.NotEqual && check.Left == field.Id)
                order++;
        }

        return order;
    }

    private static bool IsNarrow(Field field) =>
        (field.Type is FieldType.Int or FieldType.Long or FieldType.Decimal && field.Max - (field.Min ?? 0) < 50)
        || (field.Type is FieldType.String or FieldType.Text && field.MaxLength < 4);

    public static bool IsDistinct(Entity entity, Field field) =>
        field.Unique || entity.Indexes.Any(index => index.Unique && index.Columns.Contains(field.Id));

    // A text that matches the field's pattern, with a mark where any digit (#), capital (^) or small letter (~) does as well.
    private static string Shape(Field field)
    {
        Regex pattern;
        try
        {
            pattern = new Regex(field.Pattern!, RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(100));
        }
        catch (ArgumentException)
        {
            return field.Example ?? "";
        }

        var found = s_shapes
            .Prepend(field.Example ?? "")
            .FirstOrDefault(shape =>
                shape.Length > 0
                && shape.Length >= (field.MinLength ?? 0)
                && shape.Length <= (field.MaxLength ?? int.MaxValue)
                && Matches(pattern, shape)
            );
        if (found is null)
            return field.Example ?? "";
        var marked = found.ToCharArray();
        for (var i = 0; i < found.Length; i++)
        {
            foreach (var (mark, characters) in s_marks)
            {
                if (characters.Contains(found[i]) && characters.All(c => Matches(pattern, found[..i] + c + found[(i + 1)..])))
                    marked[i] = mark;
            }
        }

        var shape = new string(marked);
        return Enumerable.Range(0, 40).All(n => Matches(pattern, Fill(shape, n * 37))) ? shape : found;
    }

    // As the delivered Sample.Shape does it.
    private static string Fill(string shape, int n)
    {
        var filled = shape.ToCharArray();
        for (var i = filled.Length - 1; i >= 0; i--)
        {
            if (Array.Find(s_marks, mark => mark.Mark == filled[i]).Characters is not { } characters)
                continue;
            filled[i] = characters[n % characters.Length];
            n /= characters.Length;
        }

        return new string(filled);
    }

    private static double Capacity(string shape) =>
        shape.Aggregate(1d, static (product, c) => product * (Array.Find(s_marks, mark => mark.Mark == c).Characters?.Length ?? 1));

    private static bool Matches(Regex pattern, string text)
    {
        try
        {
            return pattern.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
