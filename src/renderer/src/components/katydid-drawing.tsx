import styles from './katydid-drawing.module.css';

const FEMUR = 'M172 388 327 467';
const TIBIA = 'M172 388 242 620';

/** The insect on a blade of grass, for the first start alone. It fills what it stands in. */
export function KatydidDrawing() {
  return (
    <svg
      className={styles.drawing}
      viewBox="0 0 560 900"
      preserveAspectRatio="xMidYMax slice"
      fill="none"
      aria-hidden="true"
    >
      <path className={styles.blade} d={BLADE} />
      <path className={styles.rib} d="M80 854C130 720 218 634 312 576 358 548 398 524 427 502" />
      <path className={styles.grass} d="M6 664C38 722 82 812 84 900H41C44 812 30 726 6 664Z" />
      <path
        className={styles.grass}
        d="M518 640C440 716 376 804 351 900H300C330 782 406 690 518 640Z"
      />

      <g className={styles.feeler} strokeWidth="3.5">
        <path d="M361 396C357 296 322 212 271 143" />
        <path d="M373 399C399 304 397 210 364 117" />
      </g>
      <g className={styles.limb} strokeWidth="6">
        <path d="M366 433 408 465 412 500" />
        <path d="M352 444 370 499 360 535" />
      </g>

      <path className={styles.body} d={WING} />
      <path className={styles.body} d={HEAD} />
      <circle className={styles.eye} cx="358" cy="405" r="5.5" />
      <g className={styles.vein}>
        <path d="M173 582C228 524 284 470 331 425" strokeWidth="2.5" />
        <g strokeWidth="1.8" opacity="0.6">
          {VEINS.map((vein) => (
            <path key={vein} d={vein} />
          ))}
        </g>
      </g>

      <path className={styles.casing} d="M172 388 228 574" strokeWidth="13" />
      <path className={styles.casing} d={FEMUR} strokeWidth="20" />
      <path className={styles.limb} d={FEMUR} strokeWidth="13" />
      <path className={styles.limb} d={`${TIBIA} 233 645`} strokeWidth="6" />
      <path className={styles.limb} d="M172 388h.01" strokeWidth="10" />
    </svg>
  );
}

const BLADE =
  'M36 900C62 800 152 682 262 600 376 516 478 480 547 375 506 492 428 546 324 610 196 692 116 790 98 900Z';
const WING = 'M157 593C152 508 196 410 326 403L362 440C330 540 240 588 157 593Z';
const HEAD =
  'M324 404C332 394 350 388 366 391 380 394 384 408 380 422 376 438 364 449 350 446 338 442 326 420 324 404Z';
const VEINS: readonly string[] = [
  'M240 513C240 484 250 456 266 436',
  'M272 480C276 458 284 444 294 431',
  'M206 548C206 516 212 490 226 468',
  'M246 512C268 512 290 504 306 492',
  'M280 478C300 480 318 476 332 468',
  'M212 545C240 544 264 536 284 522',
];
