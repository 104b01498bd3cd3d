using SampleService.Infrastructure;

namespace SampleService.Tests;

/// <summary>Connection strings of Kafka, with passwords that have signs of their own in them.</summary>
public sealed class KafkaNamesTests
{
    [Test]
    public void A_value_in_quotes_keeps_its_semicolons()
    {
        const string Key = "Endpoint=sb://shop.example/;SharedAccessKeyName=service;SharedAccessKey=a+b/c=";

        var settings = KafkaNames.Settings(
            $"bootstrap.servers=a:9093,b:9093; security.protocol=SASL_SSL;sasl.username=$ConnectionString;sasl.password=\"{Key}\""
        );

        Assert.That(
            settings,
            Is.EquivalentTo(
                new Dictionary<string, string>
                {
                    ["bootstrap.servers"] = "a:9093,b:9093",
                    ["security.protocol"] = "SASL_SSL",
                    ["sasl.username"] = "$ConnectionString",
                    ["sasl.password"] = Key,
                }
            )
        );
    }

    [TestCase("hunter2")]
    [TestCase("=hunter2")]
    [TestCase("sasl.password=\"hunter2")]
    [TestCase("sasl.password=hunter2\"")]
    [TestCase("sasl.password==hunter2")]
    public void What_is_none_is_refused_and_not_shown(string connection)
    {
        var refused = Assert.Throws<InvalidOperationException>(() => KafkaNames.Settings(connection))!;

        Assert.That(refused.Message, Does.Contain("bootstrap.servers=host:9092").And.Contain("stands in quotes"));
        Assert.That(refused.ToString(), Does.Not.Contain("hunter2"));
    }
}
