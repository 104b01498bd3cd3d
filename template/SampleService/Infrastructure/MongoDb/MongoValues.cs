using System.Collections;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using MongoDB.Bson;

namespace SampleService.Infrastructure;

/// <summary>
/// Values as documents hold them: instants as dates of milliseconds, dates and times of day as ISO 8601 texts, which order as they do,
/// amounts as decimals, ids as UUIDs of the standard byte order.
/// </summary>
internal static class MongoValues
{
    private const string Date = "yyyy-MM-dd";
    private const string Time = "HH:mm:ss.ffffff";

    /// <summary>The element in which a property is kept; that of a key of one property is _id.</summary>
    public static string Element(IReadOnlyProperty property) =>
        property.FindContainingPrimaryKey() is { Properties.Count: 1 } ? "_id" : property.GetColumnName();

    /// <summary>The collection of an entity.</summary>
    public static string Collection(IReadOnlyEntityType type) => type.GetTableName()!;

    /// <summary>A value of a property as it is kept.</summary>
    public static BsonValue Write(IProperty? property, object? value)
    {
        if (value is null || property is null)
            return Write(value);
        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        // C# compares enums as numbers.
        if (type.IsEnum && value.GetType() != type)
            value = Enum.ToObject(type, value);
        return Write(property.GetTypeMapping().Converter is { } converter ? converter.ConvertToProvider(value) : value);
    }

    /// <summary>A value as it is kept.</summary>
    public static BsonValue Write(object? value) =>
        value switch
        {
            null => BsonNull.Value,
            string text => text,
            bool truth => truth,
            int number => number,
            long number => number,
            double number => number,
            decimal number => new BsonDecimal128(number),
            Guid id => new BsonBinaryData(id, GuidRepresentation.Standard),
            DateTimeOffset at => new BsonDateTime(at.ToUnixTimeMilliseconds()),
            DateTime at => new BsonDateTime(at.ToUniversalTime()),
            DateOnly date => date.ToString(Date, CultureInfo.InvariantCulture),
            TimeOnly time => time.ToString(Time, CultureInfo.InvariantCulture),
            byte[] bytes => new BsonBinaryData(bytes),
            Enum name => Convert.ToInt32(name, CultureInfo.InvariantCulture),
            IEnumerable many => new BsonArray(many.Cast<object?>().Select(Write)),
            _ => throw new InvalidOperationException($"MongoDB keeps no {value.GetType().Name}."),
        };

    /// <summary>A value of a property from what is kept of it.</summary>
    public static object? Read(IProperty? property, BsonValue kept, Type type)
    {
        if (kept.IsBsonNull || kept.IsBsonUndefined)
            return null;
        return property?.GetTypeMapping().Converter is { } converter
            ? converter.ConvertFromProvider(Read(kept, converter.ProviderClrType))
            : Read(kept, type);
    }

    /// <summary>A value of a type from what is kept of it.</summary>
    public static object? Read(BsonValue kept, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (kept.IsBsonNull || kept.IsBsonUndefined)
            return null;
        if (type == typeof(DateTimeOffset))
            return DateTimeOffset.FromUnixTimeMilliseconds(kept.AsBsonDateTime.MillisecondsSinceEpoch);
        return type.IsEnum ? Enum.ToObject(type, kept.ToInt32())
            : type == typeof(string) ? kept.AsString
            : type == typeof(bool) ? kept.AsBoolean
            : type == typeof(int) ? checked((int)Whole(kept))
            : type == typeof(long) ? Whole(kept)
            : type == typeof(double) ? kept.ToDouble()
            : type == typeof(decimal) ? kept.ToDecimal()
            : type == typeof(Guid) ? kept.AsBsonBinaryData.ToGuid(GuidRepresentation.Standard)
            : type == typeof(DateTime) ? kept.ToUniversalTime()
            : type == typeof(DateOnly) ? DateOnly.ParseExact(kept.AsString, Date, CultureInfo.InvariantCulture)
            : type == typeof(TimeOnly) ? TimeOnly.ParseExact(kept.AsString, Time, CultureInfo.InvariantCulture)
            : type == typeof(byte[]) ? kept.AsByteArray
            : throw new InvalidOperationException($"MongoDB keeps no {type.Name}.");
    }

    // A sum of whole numbers may come as any kind of number.
    private static long Whole(BsonValue kept) => kept.IsInt32 || kept.IsInt64 ? kept.ToInt64() : checked((long)kept.ToDecimal());
}
