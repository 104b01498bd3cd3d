using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Tests.Blueprints;

/// <summary>Names as documents write them.</summary>
public sealed class ConventionsTests
{
    [TestCase("order item", "an order item")]
    [TestCase("user", "a user")]
    [TestCase("university", "a university")]
    [TestCase("umbrella", "an umbrella")]
    [TestCase("hour entry", "an hour entry")]
    [TestCase("house", "a house")]
    [TestCase("", "a ")]
    public void A_noun_gets_the_article_that_is_spoken(string noun, string said) =>
        Assert.That(Conventions.Article(noun), Is.EqualTo(said));

    [Test]
    public void A_sentence_may_begin_with_it() => Assert.That(Conventions.Article("invoice", begins: true), Is.EqualTo("An invoice"));
}
