using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using SampleService.Infrastructure;

namespace SampleService.Tests;

/// <summary>What callers are told about a body that can't be read.</summary>
[Property("Proves", "feature errors")]
public sealed class BadRequestTests
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    [TestCase("""{"title":1}""", "title", "must be a text")]
    [TestCase("""{"colour":"pink"}""", "colour", "must be one of red, darkBlue")]
    [TestCase("""{"colour":1}""", "colour", "must be one of red, darkBlue")]
    [TestCase("""{"count":"3"}""", "count", "must be a whole number between -2147483648 and 2147483647")]
    [TestCase("""{"count":99999999999}""", "count", "must be a whole number between -2147483648 and 2147483647")]
    [TestCase("""{"count":1.5}""", "count", "must be a whole number between -2147483648 and 2147483647")]
    [TestCase("""{"price":1e99}""", "price", "must be a number")]
    [TestCase("""{"due":"tomorrow"}""", "due", "must be a date, as 2030-01-31")]
    [TestCase("""{"owner":"x"}""", "owner", "must be an id")]
    [TestCase("""{"done":"yes"}""", "done", "must be true or false")]
    [TestCase("""{"items":[{"name":"a"},{"name":"b"},{"name":[]}]}""", "items[2].name", "must be a text")]
    [TestCase("""{"items":{}}""", "items", "must be a list")]
    [TestCase("""{"items":[3]}""", "items[0]", "must be an object")]
    [TestCase("[]", "$", "must be an object")]
    [TestCase("""{"count":01}""", "count", "is not valid JSON (line 1, byte 11)")]
    [TestCase("{ not json", "$", "is not valid JSON (line 1, byte 3)")]
    public void A_value_of_another_type_is_told_by_its_path_and_the_type(string body, string name, string reason)
    {
        var wrong = Assert.Catch<JsonException>(() => JsonSerializer.Deserialize<Order>(body, s_options))!;

        var errors = BadRequests.Explain(new BadHttpRequestException("", 400, wrong), typeof(Order), s_options)!.Errors;

        Assert.That(errors.Keys, Is.EqualTo(new[] { name }));
        Assert.That(errors[name], Is.EqualTo(new[] { reason }));
    }

    [Test]
    public void A_missing_body_and_a_wrong_content_type_are_told()
    {
        var missing = BadRequests.Explain(new BadHttpRequestException("", 400), typeof(Order), s_options)!;
        var other = BadRequests.Explain(new BadHttpRequestException("", 415), typeof(Order), s_options)!;

        Assert.That(missing.Errors["$"], Is.EqualTo(new[] { "is required" }));
        Assert.That(other.Errors["Content-Type"], Is.EqualTo(new[] { "must be application/json" }));
    }

    [Test]
    public void What_is_too_large_is_no_matter_of_a_member() =>
        Assert.That(BadRequests.Explain(new BadHttpRequestException("", 413), typeof(Order), s_options), Is.Null);

    private enum Colour
    {
        Red,
        DarkBlue,
    }

    private sealed record Order(
        string? Title,
        Colour? Colour,
        int? Count,
        decimal? Price,
        DateOnly? Due,
        Guid? Owner,
        bool? Done,
        List<Part>? Items
    );

    private sealed record Part(string? Name);
}
