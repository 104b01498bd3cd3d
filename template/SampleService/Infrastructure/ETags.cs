using Microsoft.Net.Http.Headers;

namespace SampleService.Infrastructure;

/// <summary>Entity tags: the version of a row in quotes. Updates must name the version they change (RFC 9110, RFC 6585).</summary>
public static class ETags
{
    /// <summary>The tag of a version.</summary>
    public static string Of(int version) => $"\"{version}\"";

    /// <summary>An answer that carries the tag of a row, as the row is now.</summary>
    public static IResult With(Row row, IResult answer) => new TaggedAnswer(Of(row.Version), answer);

    /// <summary>Null when the request names the present version (or any, by *); otherwise 428 or 412.</summary>
    public static IResult? Refuse(string? ifMatch, Row row)
    {
        if (string.IsNullOrWhiteSpace(ifMatch))
            return Problems.Of(StatusCodes.Status428PreconditionRequired, "Send If-Match with the ETag that you read.");
        var matches =
            EntityTagHeaderValue.TryParseList([ifMatch], out var tags)
            && tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || (!tag.IsWeak && tag.Tag.Value == Of(row.Version)));
        return matches
            ? null
            : Problems.Of(StatusCodes.Status412PreconditionFailed, "Somebody else changed it in the meantime. Read it again.");
    }
}
