using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Update;
using MongoDB.Bson;

// A provider is what the tracked rows of a query are asked for.
#pragma warning disable EF1001

namespace SampleService.Infrastructure;

/// <summary>Rows from documents, and documents from rows.</summary>
internal static class MongoRows
{
    private static readonly ConcurrentDictionary<IProperty, Action<object, object?>> s_setters = new();

    /// <summary>The row of a document; when it is tracked already, the one that is there.</summary>
    public static object Read(QueryContext context, IEntityType type, BsonDocument document, bool isTracked)
    {
        var db = (AppDb)context.Context;
        if (isTracked)
        {
            var key = type.FindPrimaryKey()!;
            var values = key.Properties.Select(property => Value(db, property, document)).ToArray();
            context.InitializeStateManager(false);
            if (context.TryGetEntry(key, values!, false, out _) is { } known)
                return known.Entity;
        }

        var row = Activator.CreateInstance(type.ClrType, nonPublic: true)!;
        foreach (var property in type.GetProperties())
            Setter(property)(row, Value(db, property, document));
        if (isTracked)
            context.Context.Entry(row).State = EntityState.Unchanged;
        return row;
    }

    /// <summary>The whole document of an added row.</summary>
    public static BsonDocument Document(IUpdateEntry entry)
    {
        var document = new BsonDocument();
        foreach (var property in entry.EntityType.GetProperties())
            document[MongoValues.Element(property)] = MongoValues.Write(property, entry.GetCurrentValue(property));
        if (!document.Contains("_id"))
            document.InsertAt(0, new BsonElement("_id", Key(entry)));
        foreach (var (element, columns) in MongoSchema.WordsOf(MongoValues.Collection(entry.EntityType)))
            document[element] = Words(columns, document);
        return document;
    }

    /// <summary>The key of a row as it was read: a value, or a document of them where it has several parts.</summary>
    public static BsonValue Key(IUpdateEntry entry)
    {
        var parts = entry.EntityType.FindPrimaryKey()!.Properties;
        BsonValue Part(IProperty part) => MongoValues.Write(part, entry.GetOriginalValue(part));
        return parts.Count == 1
            ? Part(parts[0])
            : new BsonDocument(parts.Select(part => new BsonElement(part.GetColumnName(), Part(part))));
    }

    /// <summary>What a change sets: the elements that have other values than before.</summary>
    public static BsonDocument Changes(IUpdateEntry entry)
    {
        var changes = new BsonDocument();
        foreach (var property in entry.EntityType.GetProperties().Where(entry.IsModified))
        {
            var now = MongoValues.Write(property, entry.GetCurrentValue(property));
            if (!property.IsPrimaryKey() && now != MongoValues.Write(property, entry.GetOriginalValue(property)))
                changes[MongoValues.Element(property)] = now;
        }

        foreach (var (element, columns) in MongoSchema.WordsOf(MongoValues.Collection(entry.EntityType)))
        {
            if (columns.Any(changes.Contains))
                changes[element] = Words(columns, Document(entry));
        }

        return changes;
    }

    /// <summary>What only matches a row as it was read: its key, and its version where it has one.</summary>
    public static BsonDocument AsRead(IUpdateEntry entry)
    {
        var filter = new BsonDocument();
        foreach (var property in entry.EntityType.GetProperties().Where(static one => one.IsPrimaryKey() || one.IsConcurrencyToken))
            filter[MongoValues.Element(property)] = MongoValues.Write(property, entry.GetOriginalValue(property));
        return filter;
    }

    /// <summary>The words by which a document is found, of some of its elements.</summary>
    public static BsonArray Words(IReadOnlyList<string> columns, BsonDocument document) =>
        new(
            WordSearch.All(
                string.Join(' ', columns.Select(column => document.GetValue(column, BsonNull.Value)).Where(static text => text.IsString))
            )
        );

    private static object? Value(AppDb db, IProperty property, BsonDocument document)
    {
        var element = MongoValues.Element(property);
        if (!document.TryGetValue(element, out var kept))
            kept = MongoSchema.Missing(MongoValues.Collection((IEntityType)property.DeclaringType), element, db.Now);
        return MongoValues.Read(property, kept, property.ClrType);
    }

    private static Action<object, object?> Setter(IProperty property) =>
        s_setters.GetOrAdd(property, static one => one.GetMemberInfo(forMaterialization: true, forSet: true) switch
            {
                FieldInfo field => field.SetValue,
                PropertyInfo set => set.SetValue,
                var other => throw new InvalidOperationException($"{other} can't be set."),
            });
}
