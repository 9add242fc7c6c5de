"""Texts to find reprints among: copies as desks make them, and news that only look alike. Invented; pure."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

_SENTENCE = re.compile(r"(?<=[.!?։…])\s+")
MONTHS = ("January", "March", "May", "June", "August", "October", "November")
МЕСЯЦЫ = ("января", "марта", "мая", "июня", "августа", "октября", "ноября")
CITIES = (
    "Baku",
    "Ganja",
    "Sheki",
    "Lankaran",
    "Tbilisi",
    "Kutaisi",
    "Yerevan",
    "Gyumri",
    "Kars",
    "Nakhchivan",
)
ГОРОДА = ("Баку", "Гянджа", "Шеки", "Тбилиси", "Кутаиси", "Ереван", "Гюмри", "Карс", "Дербент", "Махачкала")
CLUBS = (
    "Qarabag",
    "Neftchi",
    "Sabah",
    "Zira",
    "Sumgayit",
    "Dila",
    "Torpedo",
    "Saburtalo",
    "Ararat",
    "Pyunik",
)
GIVEN = ("Ali", "Vugar", "Elena", "Anna", "Pavel", "Aram", "Narek", "Nino", "Giorgi", "Emre", "Ayla", "Tofig")
FAMILY = ("Aliyev", "Hasanov", "Petrov", "Sokolova", "Sargsyan", "Melikyan", "Beridze", "Kapanadze", "Yilmaz")
LONGEST = 30  # words of a sentence that is added; not all corpora part them
TRADES = ("composer", "teacher", "surgeon", "poet", "engineer", "wrestler", "geologist", "painter")

TEXTS = {
    "en": "The council of the port of Lankaran has agreed to build a second pier for fishing boats next spring. "
    "Its chairman told reporters that the old pier, made of oak in 1911, could no longer bear lorries. "
    "Fishermen had asked for it since the storm of last winter, when eleven boats were lost in one night. "
    "The money comes from the harbour dues, which will rise by a tenth for all ships but the smallest.",
    "ru": "Совет порта Ленкорани решил построить весной второй причал для рыбацких лодок. Председатель совета "
    "сообщил журналистам, что старый дубовый причал 1911 года больше не выдерживает грузовиков. Рыбаки просили "
    "об этом после бури прошлой зимы, когда за одну ночь погибло одиннадцать лодок. Деньги дадут портовые сборы, "
    "которые вырастут на десятую часть для всех судов, кроме самых малых.",
    "hy": "Գյուղի բնակիչները երեկ բացեցին նոր կամուրջը, որը կառուցվել էր վեց տարվա ընթացքում իրենց միջոցներով: "
    "Համայնքի ղեկավարը նշեց, որ հին կամուրջը քանդվել էր գարնանային ջրհեղեղի ժամանակ, և երեխաները դպրոց էին գնում "
    "շրջանցելով ամբողջ ձորը: Այժմ ճանապարհը տևում է տասը րոպե, իսկ բեռնատարները կարող են հասնել մինչև շուկա:",
    "ka": "სოფლის მოსახლეობამ გუშინ ახალი ხიდი გახსნა, რომელიც ექვსი წლის განმავლობაში საკუთარი სახსრებით შენდებოდა. "
    "თემის ხელმძღვანელმა აღნიშნა, რომ ძველი ხიდი გაზაფხულის წყალდიდობამ დაანგრია და ბავშვები სკოლაში მთელი ხეობის "
    "შემოვლით დადიოდნენ. ახლა გზა ათ წუთს გრძელდება, სატვირთო მანქანები კი ბაზრამდე მიდიან.",
    "az": "Kənd sakinləri dünən öz vəsaitləri hesabına altı il ərzində tikilmiş yeni körpünü açıblar. İcma rəhbəri "
    "bildirib ki, köhnə körpü yaz daşqını zamanı dağılmışdı və uşaqlar məktəbə bütün dərəni dolanaraq gedirdilər. "
    "İndi yol on dəqiqə çəkir, yük maşınları isə bazara qədər gedə bilir.",
}


def reprint_of(text: str, others: Sequence[str], dice: random.Random) -> str:
    """As a desk makes it: cut by up to 40%, sentences dropped, moved, added, up to 15% of words changed."""
    sentences = _SENTENCE.split(text)
    sentences = sentences[: max(1, round(len(sentences) * (1 - dice.uniform(0, 0.4))))]
    if len(sentences) > 5 and dice.random() < 0.5:
        del sentences[dice.randrange(len(sentences))]
    if len(sentences) > 3 and dice.random() < 0.5:
        sentences.insert(dice.randrange(len(sentences)), sentences.pop(dice.randrange(len(sentences))))
    if dice.random() < 0.5:
        strange = _SENTENCE.split(dice.choice(others))
        sentences.insert(dice.randrange(len(sentences) + 1), " ".join(dice.choice(strange).split()[:LONGEST]))
    words = " ".join(sentences).split(" ")
    strange = dice.choice(others).split()
    for at in dice.sample(range(len(words)), int(len(words) * dice.uniform(0, 0.15))):
        words[at] = dice.choice(strange)
    return " ".join(words)


def _day(dice: random.Random) -> str:
    return f"{dice.randrange(1, 29)} {dice.choice(MONTHS)}"


def _name(dice: random.Random) -> str:
    return f"{dice.choice(GIVEN)} {dice.choice(FAMILY)}"


def forecast(dice: random.Random) -> str:
    city = dice.choice(CITIES)
    low, high = dice.randrange(-5, 15), dice.randrange(15, 35)
    return (
        f"The National Hydrometeorology Department has released the weather forecast for {_day(dice)}. The weather "
        f"in {city} and on the peninsula will be changeable and mainly dry, with {dice.choice(('fog', 'rain'))} in "
        f"some places in the morning. The {dice.choice(('north', 'south'))}-west wind will blow. The temperature "
        f"will be {low}-{low + 3} degrees at night and {high}-{high + 4} degrees in the daytime. Atmospheric "
        f"pressure will be {dice.randrange(740, 775)} mm Hg, relative humidity {dice.randrange(50, 90)}%. In the "
        f"regions, lightning and short-lived rain are expected in some mountainous areas, and the wind will "
        f"strengthen in places. It will be {low - 4}-{low} degrees at night and {high - 9}-{high - 5} in the mountains."
    )


def прогноз(dice: random.Random) -> str:
    low, high = dice.randrange(-5, 15), dice.randrange(15, 35)
    return (
        f"Национальная служба гидрометеорологии опубликовала прогноз погоды на {dice.randrange(1, 29)} "
        f"{dice.choice(МЕСЯЦЫ)}. Погода в городе {dice.choice(ГОРОДА)} будет переменно облачной, временами пасмурной, "
        f"преимущественно без осадков. Утром в отдельных местах ожидается слабый туман. Будет дуть "
        f"{dice.choice(('северный', 'южный', 'западный'))} ветер. Температура воздуха ночью составит {low}-{low + 3} "
        f"градусов тепла, днем {high}-{high + 4} градусов. Атмосферное давление будет {dice.randrange(740, 775)} мм "
        f"ртутного столба, относительная влажность воздуха составит {dice.randrange(50, 90)} процентов. "
        f"Местами в горных районах возможны кратковременные дожди, ветер временами усилится."
    )


def rates(dice: random.Random) -> str:
    def rate(low: float, high: float) -> str:
        return f"{dice.uniform(low, high):.4f}"

    return (
        f"The Central Bank has set the official exchange rates of the manat for {_day(dice)}. The rate of the US "
        f"dollar against the manat remained at 1.7000. The rate of the euro was set at {rate(1.7, 2.1)} manats, that "
        f"of the Turkish lira at {rate(0.05, 0.3)} manats, of the Russian ruble at {rate(0.017, 0.03)} manats, of the "
        f"Georgian lari at {rate(0.5, 0.7)} manats and of the pound sterling at {rate(2.0, 2.4)} manats. An ounce of "
        f"gold costs {rate(2500, 4500)} manats, an ounce of silver {rate(30, 60)} manats. The official rates of the "
        f"Central Bank are used for accounting and customs payments, and do not oblige the bank to sell or buy "
        f"foreign currencies at these rates, the bank's press service recalled."
    )


def match(dice: random.Random) -> str:
    home, away = dice.sample(CLUBS, 2)
    minutes = sorted(dice.sample(range(3, 90), 3))
    return (
        f"{home} hosted {away} in round {dice.randrange(1, 36)} of the Premier League on {_day(dice)}. The match at "
        f"the city stadium ended {dice.randrange(0, 5)}:{dice.randrange(0, 5)}. {_name(dice)} opened the score in "
        f"the {minutes[0]}th minute, {_name(dice)} made it two in the {minutes[1]}th, and {_name(dice)} was sent off in "
        f"the {minutes[2]}th minute of the game. The match was attended by {dice.randrange(500, 30000)} spectators, "
        f"and the referee was {_name(dice)}. After this round the team has {dice.randrange(10, 80)} points in the table. "
        f"The next match of the championship will be played in a week, the press service of the league said."
    )


def obituary(dice: random.Random) -> str:
    born = dice.randrange(1920, 1960)
    name = _name(dice)
    return (
        f"The well-known {dice.choice(TRADES)} {name} has died at the age of {dice.randrange(60, 95)} after a long "
        f"illness, the family told the agency. {name} was born in {dice.choice(CITIES)} in {born} and graduated from "
        f"the state university in {born + 23}. For {dice.randrange(20, 45)} years the deceased worked in "
        f"{dice.choice(CITIES)}, was awarded the order of Glory in {dice.randrange(1985, 2015)} and leaves "
        f"{dice.randrange(1, 6)} children. The funeral will be held on {_day(dice)} at the Alley of Honour. The staff "
        f"of the agency expresses its deep condolences to the family and friends of the deceased. May they rest in peace."
    )


ALIKE = (forecast, прогноз, rates, match, obituary)
